/** Tests of reading and writing TensorFlow Lite files. */
@NullMarked
package dev.tinyrig.codegen.tflite;

import org.jspecify.annotations.NullMarked;
