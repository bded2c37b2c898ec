package dev.tinyrig.rig.bench.board;

/** What a board, its wire or its probe did wrong; never the candidate's fault. */
public final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Which part is to blame. */
    public enum Part {
        /** the console cannot be opened, vanished or says nothing */
        CONSOLE,
        /** the console is open, and nobody answers there */
        SILENCE,
        /** bytes were lost or changed on the line */
        LINE,
        /** the debug probe or its tool does not work */
        PROBE,
        /** the flash is not what was written to it */
        FLASH,
        /** another image runs than the one that was sent */
        IMAGE,
        /** another chip sits where the board should be */
        CHIP,
        /** its option bytes were changed */
        OPTIONS,
        /** the USB port's power cannot be switched */
        POWER,
        /** the core does not run at its target's frequency */
        CLOCK,
        /** it worked once, and does not give what it gave then */
        GOLDEN
    }

    private final Part part;

    public Trouble(Part part, String message) {
        super(message);
        this.part = part;
    }

    public Trouble(Part part, String message, Throwable cause) {
        super(message, cause);
        this.part = part;
    }

    public Part part() {
        return part;
    }

    /** Neither a reset nor a power cycle makes another chip of it, or changes its option bytes. */
    boolean isHopeless() {
        return part == Part.CHIP || part == Part.OPTIONS;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
