package org.lectern.web;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.lectern.cluster.Leaving;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many connections are held at a time. A connection is a file to the operating system: a process that has used up its files can
 * neither write a recording down nor reach its database. So the door closes some files before, and whoever comes then waits in the
 * system's queue until somebody leaves.
 */
@Component
class ConnectionLimit implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

  private static final Logger log = LoggerFactory.getLogger(ConnectionLimit.class);

  /** A socket for each of five thousand, and lines for the pages of those who are just coming. */
  private static final int MOST = 20_000;

  private static final int FEWEST = 50;

  /** Our jars, the database, journals and files of recordings, what is being uploaded. */
  private static final long OTHER_FILES = 300;

  /** What Tomcat keeps for a connection, its buffers above all, and as much again. */
  private static final long MEMORY_EACH = 40 << 10;

  /** What Tomcat keeps to read into for as long as a connection lasts, in bytes: a request fits, and a hall of five thousand needs 20 MB less. */
  private static final String READ_BUFFER = "4096";

  private volatile @Nullable AbstractProtocol<?> door;

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    int connections = most(files(), Runtime.getRuntime().maxMemory());
    factory.addProtocolHandlerCustomizers(handler -> {
      door = (AbstractProtocol<?>) handler;
      door.setMaxConnections(connections);
      door.setProperty("socket.appReadBufSize", READ_BUFFER);
      log.info("Up to {} connections at a time: this process may open {} files", connections, files());
    });
  }

  /** Nobody is told from here that they wait, so whoever runs this machine is. */
  @Scheduled(fixedRate = 10_000)
  void sayWhenFull() {
    AbstractProtocol<?> door = this.door;
    if (door != null && door.getConnectionCount() >= door.getMaxConnections()) {
      log.warn("All {} connections are taken: whoever comes now waits until somebody leaves", door.getMaxConnections());
    }
  }

  /**
   * Before anybody is moved, or they would be back: whoever comes anew finds nobody here and is led to another node. A line on which a
   * balancer sends one request after the other ends with the next answer.
   */
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void close(Leaving leaving) {
    AbstractProtocol<?> door = this.door;
    if (door != null) {
      door.setProperty("maxKeepAliveRequests", "1");
      door.closeServerSocketGraceful();
    }
  }

  static int most(long files, long memory) {
    long byMemory = memory / 2 / MEMORY_EACH;
    return Math.clamp(Math.min(files - OTHER_FILES, byMemory), FEWEST, MOST);
  }

  private static long files() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /** After Spring Boot has set its own. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
