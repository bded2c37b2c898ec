package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.rig.measure.Bytes;

/** What one layer wrote during a traced inference. */
public record LayerOutput(Layer layer, Bytes values) {}
