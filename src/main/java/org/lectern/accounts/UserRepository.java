package org.lectern.accounts;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface UserRepository extends JpaRepository<User, Long> {

  Optional<User> findByEmail(String email);

  @Query(
      """
      select u from User u
      where lower(u.name) like lower(concat('%', :part, '%')) escape '\\'
         or u.email like lower(concat('%', :part, '%')) escape '\\'
      order by lower(u.name), u.id
      """)
  Page<User> search(String part, Pageable page);

  /** Locks the rows of those who manage the site: whoever takes that from one of them waits for the other who does so. */
  @Query(nativeQuery = true, value = "select id from users where site_role = 'ADMIN' and active order by id for update")
  List<Long> lockAdmins();
}
