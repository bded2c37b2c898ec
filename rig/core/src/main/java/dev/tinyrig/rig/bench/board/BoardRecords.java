package dev.tinyrig.rig.bench.board;

import java.util.Map;
import java.util.Optional;

/** What is remembered of boards from one run and one process to the next; safe to share between threads. */
public interface BoardRecords {
    /** How far a board is trusted. */
    enum Health {
        /** nobody knows: it was never checked, or not for long */
        UNKNOWN,
        SOUND,
        /** something went wrong, so it must prove itself before it is lent */
        SUSPECT,
        /** every step of the recovery failed: a person must look at it */
        OUT_OF_SERVICE
    }

    /** Health and its reason, empty where all is well. */
    record State(Health health, String reason) {}

    State state(String board);

    void note(String board, Health health, String reason);

    /** The chip that was first seen on this board. */
    Optional<ChipId> chip(String board);

    void noteChip(String board, ChipId chip);

    /** Hash of what each sector is known to hold; sectors that nobody vouches for are left out. */
    Map<Integer, String> contents(String board);

    /** This sector is about to be erased: what it holds is unknown until it is verified. */
    void noteErase(String board, int sector);

    /** This sector was read back and holds this. */
    void noteContents(String board, int sector, String hash);

    void forgetContents(String board);

    /** Erases of each sector since the records began. */
    Map<Integer, Long> wear(String board);

    /** Erases of the most worn sector. */
    default long mostWorn(String board) {
        return wear(board).values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
