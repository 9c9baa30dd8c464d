package org.lectern.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/**
 * The whole application, asked without a network: for what pages say to whom. It is started beside the one that has a network, because what
 * Spring Security puts in place of its tokens here would be in place of those that browsers get.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@LecternTest
@AutoConfigureMockMvc
public @interface PageTest {}
