package dev.tinyrig.rig.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Beside {@link OnTarget} with one target on a class: all its tests have the same bench, one after another, and its {@code
 * @BeforeAll} and {@code @AfterAll} methods may use it too.
 *
 * <p>In a parallel run such classes stay in one thread: one that waited for tests in other threads might be given another class
 * meanwhile, and then wait for the bench that it holds itself.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Execution(ExecutionMode.SAME_THREAD)
public @interface BenchPerClass {}
