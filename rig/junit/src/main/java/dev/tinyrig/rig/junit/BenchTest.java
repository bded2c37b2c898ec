package dev.tinyrig.rig.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need a bench: each has the sole use of one while it runs and finds it in a parameter of type
 * {@link dev.tinyrig.rig.bench.Session}; the target is there as a {@link dev.tinyrig.rig.target.Target}.
 *
 * <p>Where the bench cannot be had the test is skipped, and says what is missing; with the JUnit configuration
 * parameter or system property {@value #REQUIRED} set to {@code true} it fails instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(BenchExtension.class)
public @interface BenchTest {
    /** Set to {@code true} where a skipped test would be a false success. */
    String REQUIRED = "tinyrig.benches.required";

    /** The kind of bench, such as {@code qemu}. */
    String bench() default "qemu";

    /** The name of the target. */
    String target() default "stm32f405";
}
