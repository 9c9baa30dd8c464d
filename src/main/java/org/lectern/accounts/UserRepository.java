package org.lectern.accounts;

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
}
