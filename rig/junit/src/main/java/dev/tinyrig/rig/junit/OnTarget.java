package dev.tinyrig.rig.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that run on these targets, each with the sole use of a bench for as long as it takes; with {@link BenchPerClass} for
 * as long as its class takes.
 *
 * <p>With one target a test is a {@code @Test}; with several it is a {@link TargetTest} and runs once on each. A method's own
 * targets go before those of its class.
 *
 * <p>Tests, {@code @BeforeEach} and {@code @AfterEach} methods ask for what they need by parameters: {@link
 * dev.tinyrig.rig.bench.Session} or {@link dev.tinyrig.rig.lab.Lease} for the bench, {@link dev.tinyrig.rig.target.Target},
 * and {@link dev.tinyrig.rig.firmware.Firmware} with {@link Image} or {@link BuiltBy}. Who asks for no bench gets none.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(TargetExtension.class)
public @interface OnTarget {
    /** Names of targets, such as {@code stm32f746}. */
    String[] value();

    /** The benches that these tests must run on, whatever the run was told; written as for {@value Settings#BENCH}. */
    String bench() default "";
}
