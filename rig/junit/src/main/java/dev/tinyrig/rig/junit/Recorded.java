package dev.tinyrig.rig.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Tests whose {@link dev.tinyrig.rig.bench.Session} is recorded, for {@code recording:FOLDER} to replay without the bench. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface Recorded {
    /** The folder; what an earlier run has recorded in it is replaced. */
    String value();
}
