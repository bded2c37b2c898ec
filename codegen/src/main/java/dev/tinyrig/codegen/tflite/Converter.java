package dev.tinyrig.codegen.tflite;

/** Takes one kind of operator into the network. */
interface Converter {
    /** Adds what the operator becomes; throws a {@link TfliteException} that says why it cannot. */
    void convert(FileOperator operator, Assembly assembly);
}
