package dev.tinyrig.codegen.reference;

import dev.tinyrig.codegen.network.Tensor;

/** Matrix product with the whole input as one column. */
final class Dense implements Operator {
    private final Tensor input;
    private final Tensor output;
    private final Requantization requantization;
    private final Products products;

    Dense(Tensor input, Tensor output, byte[] weights, Requantization requantization) {
        this.input = input;
        this.output = output;
        this.requantization = requantization;
        this.products =
                new Products(weights, requantization.channels(), input.shape().size());
    }

    @Override
    public void run(byte[][] activations) {
        byte[] from = activations[input.id()];
        int[] column = new int[from.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = from[i] - input.quantization().zeroPoint();
        }
        int[] accumulators = new int[requantization.channels()];
        requantization.start(accumulators);
        products.addTo(accumulators, column);
        requantization.finish(accumulators, activations[output.id()], 0);
    }
}
