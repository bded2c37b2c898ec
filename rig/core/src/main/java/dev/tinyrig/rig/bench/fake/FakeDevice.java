package dev.tinyrig.rig.bench.fake;

import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.MemoryUse;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * How a made-up device behaves with one firmware; begin with {@link #computing} and refine.
 *
 * @param network output from input
 * @param count what one inference of an input counts
 * @param memory what {@code rig memory} says
 * @param image the build id that it answers with; empty: that of the firmware it was sent
 * @param fault what an inference of an input does instead of ending well
 */
public record FakeDevice(
        UnaryOperator<Bytes> network,
        ToLongFunction<Bytes> count,
        MemoryUse memory,
        Optional<String> image,
        Function<Bytes, Optional<Fault>> fault) {

    /** How a made-up device fails. */
    public enum Fault {
        /** its fault handler speaks */
        CRASH,
        /** it falls silent; no time passes, the patience simply ends */
        HANG,
        /** the wire is cut: the bench's fault, not the firmware's */
        VANISH
    }

    /** A sound device with plausible numbers. */
    public static FakeDevice computing(UnaryOperator<Bytes> network) {
        return new FakeDevice(
                network,
                input -> 1000,
                new MemoryUse(512, 2048, 2000, 1024, 300),
                Optional.empty(),
                input -> Optional.empty());
    }

    public FakeDevice withCount(ToLongFunction<Bytes> other) {
        return new FakeDevice(network, other, memory, image, fault);
    }

    public FakeDevice withMemory(MemoryUse other) {
        return new FakeDevice(network, count, other, image, fault);
    }

    /** The same device with this image in its flash, whatever it is sent. */
    public FakeDevice withImage(String buildId) {
        return new FakeDevice(network, count, memory, Optional.of(buildId), fault);
    }

    public FakeDevice withFault(Function<Bytes, Optional<Fault>> other) {
        return new FakeDevice(network, count, memory, image, other);
    }

    /** The same device, failing at every inference. */
    public FakeDevice failing(Fault always) {
        return withFault(input -> Optional.of(always));
    }
}
