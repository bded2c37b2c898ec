package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Shape;

/** Concatenation: runs of one tensor and of the other take turns. */
final class Joining implements Operator {
    private final Layer.Concatenation layer;
    private final int leftRun;
    private final int rightRun;

    Joining(Layer.Concatenation layer, Shape left, Shape right) {
        this.layer = layer;
        this.leftRun = left.run(layer.axis());
        this.rightRun = right.run(layer.axis());
    }

    @Override
    public void run(byte[][] activations) {
        byte[] to = activations[layer.output()];
        int run = leftRun + rightRun;
        for (int i = 0; i * run < to.length; i++) {
            System.arraycopy(activations[layer.left()], i * leftRun, to, i * run, leftRun);
            System.arraycopy(activations[layer.right()], i * rightRun, to, i * run + leftRun, rightRun);
        }
    }
}
