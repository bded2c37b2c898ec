package dev.tinyrig.rig.junit;

/** First input bytes that net_faulty.c does not take for data. */
enum Trigger {
    CRASH(127),
    HANG(126),
    LOCK_UP(125),
    BABBLE(124),
    FLOOD(123),
    RESET(122);

    private final int value;

    Trigger(int value) {
        this.value = value;
    }

    byte value() {
        return (byte) value;
    }
}
