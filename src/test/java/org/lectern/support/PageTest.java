package org.lectern.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The whole application, asked without a network: for what pages say to whom. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@LecternTest
@AutoConfigureMockMvc
@Import(Classroom.class)
public @interface PageTest {}
