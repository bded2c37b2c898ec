package dev.tinyrig.rig.lab;

/** The part of a lease that other processes respect. */
public interface Tenure extends AutoCloseable {
    /** For benches of which no other process knows. */
    Tenure PRIVATE = new Tenure() {
        @Override
        public long token() {
            return 0;
        }

        @Override
        public void requireCurrent() {}

        @Override
        public void close() {}
    };

    /** Grows with every lease of the board, so that a holder that overslept its lease is known by its old one. */
    long token();

    /**
     * Makes sure that the board is still ours.
     *
     * @throws LabException if somebody else has the board by now
     */
    void requireCurrent();

    /** Gives the board back; safe to call twice. */
    @Override
    void close();
}
