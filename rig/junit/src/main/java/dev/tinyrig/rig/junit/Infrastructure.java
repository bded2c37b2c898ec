package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.measure.ErrorClass;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells a fault of the rig from a failed test. */
final class Infrastructure {
    private Infrastructure() {}

    /** The rig's fault that ended a test, thrown as it is or by another thread; what a test asserts is never one. */
    static Optional<Throwable> fault(Throwable thrown) {
        return Stream.iterate(
                        Optional.of(thrown),
                        Optional::isPresent,
                        each -> each.flatMap(e -> Optional.ofNullable(e.getCause())))
                .flatMap(Optional::stream)
                .takeWhile(each -> !(each instanceof AssertionError))
                .filter(Infrastructure::isFault)
                .findFirst();
    }

    private static boolean isFault(Throwable thrown) {
        return thrown instanceof LabException
                || (thrown instanceof BenchException bench && bench.errorClass() == ErrorClass.INFRASTRUCTURE);
    }
}
