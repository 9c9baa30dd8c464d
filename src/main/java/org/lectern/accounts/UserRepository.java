package org.lectern.accounts;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface UserRepository extends JpaRepository<User, Long> {

  Optional<User> findByEmail(String email);

  /** What somebody is looked for by. */
  record Called(long id, String name, String email) {}

  @Query("select new org.lectern.accounts.UserRepository$Called(u.id, u.name, u.email) from User u")
  List<Called> called();

  /** Locks the rows of those who manage the site: whoever takes that from one of them waits for the other who does so. */
  @Query(nativeQuery = true, value = "select id from users where site_role = 'ADMIN' and active order by id for update")
  List<Long> lockAdmins();
}
