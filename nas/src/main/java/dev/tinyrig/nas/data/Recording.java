package dev.tinyrig.nas.data;

/** One thing in a data set, such as a second of sound or a picture. */
public interface Recording {
    /** Its path below the data folder; unique in the data set. */
    String name();

    /** Index of its class. */
    int label();
}
