package dev.tinyrig.rig.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What builds the image of a {@link dev.tinyrig.rig.firmware.Firmware} parameter, once in a run for each target. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface BuiltBy {
    /** Needs a constructor without parameters. */
    Class<? extends ImageBuilder> value();
}
