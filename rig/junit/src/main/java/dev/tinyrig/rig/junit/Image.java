package dev.tinyrig.rig.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where the ELF image of a {@link dev.tinyrig.rig.firmware.Firmware} parameter lies. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Image {
    /** A resource beside the test class or at the class path's root, else a file; {@code {target}} is the target's name. */
    String value();
}
