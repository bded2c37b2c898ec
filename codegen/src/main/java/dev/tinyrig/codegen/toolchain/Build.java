package dev.tinyrig.codegen.toolchain;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Outcome;
import java.util.function.Function;

/** What came of building a candidate: an image, or the reason why it cannot be one. */
public sealed interface Build {
    <T> T match(Function<Built, T> built, Function<Refused, T> refused);

    /** It was linked. */
    record Built(Firmware firmware) implements Build {
        @Override
        public <T> T match(Function<Built, T> built, Function<Refused, T> refused) {
            return built.apply(this);
        }
    }

    /** It does not fit the target. */
    record Refused(Outcome.Rejected outcome) implements Build {
        @Override
        public <T> T match(Function<Built, T> built, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
