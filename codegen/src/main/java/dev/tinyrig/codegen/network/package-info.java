/** The int8 network as a value, with TFLite's quantization rules; start at {@link dev.tinyrig.codegen.network.Network}. */
@NullMarked
package dev.tinyrig.codegen.network;

import org.jspecify.annotations.NullMarked;
