package dev.tinyrig.rig.bench.fake;

/** What can be wrong with a made-up board during one run. */
public enum BoardFault {
    /** a byte from the device is lost */
    DROPPED_BYTE,
    /** a byte to the device is lost */
    DROPPED_INPUT,
    /** a bit of a byte from the device is flipped */
    FLIPPED_BIT,
    /** a bit of a byte to the device is flipped */
    FLIPPED_INPUT,
    /** the device's bytes stop coming, although it goes on */
    STALLED_LINE,
    /** the cable is pulled in the middle of the run */
    PULLED_CABLE,
    /** the console goes while the firmware boots, and comes back */
    REENUMERATION,
    /** the console says what an earlier image had to say */
    STALE_OUTPUT,
    /** both ends have another baud rate */
    BAUD_MISMATCH,
    /** nothing boots, although the flash is right */
    DEAD_BOOT,
    /** the supply fails in the middle of the run, and the chip boots again */
    BROWN_OUT,
    /** the supply fails while the flash is written */
    BROWN_OUT_IN_FLASH,
    /** what is read back from the flash is not what was written */
    FLASH_NOT_TAKEN,
    /** a bit of the flash flips after it was verified, and the firmware faults */
    ROTTEN_FLASH,
    /** the probe's program fails */
    DEAD_PROBE,
    /** the crystal does not start */
    SLOW_CLOCK,
    /** another board is on the console than on the probe */
    FOREIGN_CONSOLE,
    /** another chip is behind the probe */
    FOREIGN_CHIP
}
