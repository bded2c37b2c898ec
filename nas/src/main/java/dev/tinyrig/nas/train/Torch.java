package dev.tinyrig.nas.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import com.sun.jna.Function;
import java.util.Optional;

/** Starts PyTorch so that it is quiet, offline and repeatable. */
final class Torch {
    static final String ENGINE = "PyTorch";

    private static final Optional<Function> TRIM = trim();

    private Torch() {}

    /**
     * A manager to be closed by the caller. One thread per operator: more of them change the rounding and, on a busy
     * machine, spin; several networks at once use the cores better.
     */
    static NDManager manager() {
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("OPT_OUT_TRACKING", "true");
        setIfAbsent("ai.djl.pytorch.num_threads", "1");
        setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
        try {
            return Engine.getEngine(ENGINE).newBaseManager();
        } catch (RuntimeException | LinkageError e) {
            throw new TrainException(
                    "PyTorch does not start (%s); is there room for 450 MB in ~/.djl.ai (or DJL_CACHE_DIR)?"
                            .formatted(e),
                    e);
        }
    }

    /**
     * Gives freed memory back to the system. The C library keeps what lies between memory in use, which comes to gigabytes
     * where one network after another has tensors of other sizes. Does nothing where the library is not GNU's.
     */
    static void giveBackMemory() {
        TRIM.ifPresent(trim -> trim.invokeInt(new Object[] {0L}));
    }

    private static Optional<Function> trim() {
        try {
            return Optional.of(Function.getFunction("c", "malloc_trim"));
        } catch (UnsatisfiedLinkError notGnu) {
            return Optional.empty();
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
