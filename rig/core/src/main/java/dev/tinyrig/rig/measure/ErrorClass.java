package dev.tinyrig.rig.measure;

/** Whose fault it is that a run brought no measurement. */
public enum ErrorClass {
    /** the firmware's: it does not fit, answers wrongly, faults or hangs; running it again changes nothing */
    PRODUCT,
    /** whoever asked: another target's firmware, an input of the wrong size, a closed session; nothing was learnt */
    TEST,
    /** the rig's: a bench that is missing, broken or runs another image; worth another try, and never the firmware's */
    INFRASTRUCTURE
}
