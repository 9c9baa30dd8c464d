package org.lectern.cluster;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Spring Boot's client of Redis, which is left out of every start that does not ask for it, with its health that would ask for one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("lectern.cluster")
@ConditionalOnProperty(SharedBus.ADDRESS)
@Import(DataRedisAutoConfiguration.class)
class RedisConnection {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

  /** The bus connects anew by itself, and wants to know at once when it must: what it cannot send now is worth nothing later. */
  @Bean
  LettuceClientOptionsBuilderCustomizer nothingIsKeptForLater() {
    return options -> options
        .autoReconnect(false)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .socketOptions(SocketOptions.builder().connectTimeout(LONGEST_CONNECT).build());
  }
}
