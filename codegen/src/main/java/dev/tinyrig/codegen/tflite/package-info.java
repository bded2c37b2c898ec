/** TensorFlow Lite files to networks and back; start at {@link dev.tinyrig.codegen.tflite.TfliteReader}. */
@NullMarked
package dev.tinyrig.codegen.tflite;

import org.jspecify.annotations.NullMarked;
