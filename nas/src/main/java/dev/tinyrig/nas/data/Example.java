package dev.tinyrig.nas.data;

/**
 * One input of a network with the class it should find.
 *
 * @param name of its recording or picture
 * @param label index into the classes
 * @param features int8 values in the network's input quantization; handed over and not changed afterwards
 */
@SuppressWarnings("ArrayRecordComponent")
public record Example(String name, int label, byte[] features) {}
