package dev.uprev.testkit.servers;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that start servers or run tools from this package. Where the machine cannot have one, the test, or the
 * whole class when it happens in a {@code @BeforeAll} method, is skipped with the reason; with
 * {@code -Dservers.required=true} it fails. Only the error code {@code server-unavailable} is treated so: a server that
 * does not start is a failure always. A test whose server needs a Java that is not installed, {@code java-unavailable},
 * is skipped in both cases. Start servers in methods, not where fields are initialized.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SkipsWithoutServers.class)
public @interface RequiresServers {}
