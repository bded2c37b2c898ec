package dev.tinyrig.sim.cpu;

import java.util.List;

/** Is told when the processor enters and leaves exceptions. */
public interface ExceptionListener {
    /** Does nothing. */
    ExceptionListener NONE = new ExceptionListener() {
        @Override
        public void entered(int interruptedSp) {}

        @Override
        public void left() {}
    };

    /** Tells each of these, in this order. */
    static ExceptionListener all(List<? extends ExceptionListener> listeners) {
        List<ExceptionListener> copy = List.copyOf(listeners);
        return new ExceptionListener() {
            @Override
            public void entered(int interruptedSp) {
                copy.forEach(listener -> listener.entered(interruptedSp));
            }

            @Override
            public void left() {
                copy.forEach(ExceptionListener::left);
            }
        };
    }

    /**
     * The processor stands at the first instruction of a handler.
     *
     * @param interruptedSp the stack pointer of what was interrupted, before its registers were saved
     */
    void entered(int interruptedSp);

    /** The processor stands where an exception returned to, with that stack pointer; or where a reset started it. */
    void left();
}
