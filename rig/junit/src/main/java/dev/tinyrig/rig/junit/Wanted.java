package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One target of an {@link OnTarget}.
 *
 * @param scope of the class or method that it was asked for
 */
record Wanted(Target target, OnTarget annotation, ExtensionContext scope) {
    static Stream<Target> targets(OnTarget annotation) {
        Targets known = Targets.load();
        return Arrays.stream(annotation.value()).map(known::named);
    }
}
