package org.lectern.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** What a page may load and run: what comes from here, and no inline script but the import map. */
@Configuration(proxyBeanMethods = false)
class PagePolicy {

  @Bean
  Customizer<HttpSecurity> contentSecurityPolicy(ImportMap importMap) {
    String policy =
        String.join(
            "; ",
            "default-src 'none'",
            "object-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval' " + importMap.source(), // pdf.js decodes some images in WebAssembly
            "style-src 'self'",
            "style-src-attr 'unsafe-inline'", // bars and avatars are drawn by the server with custom properties
            "img-src 'self' data: blob:",
            "font-src 'self' data:", // fonts inside a PDF
            "media-src 'self' blob:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'");
    return http ->
        http.headers(headers -> headers.contentSecurityPolicy(content -> content.policyDirectives(policy)));
  }
}
