package dev.tinyrig.nas.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/** Starts PyTorch so that it is quiet, offline and repeatable. */
final class Torch {
    static final String ENGINE = "PyTorch";

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

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
