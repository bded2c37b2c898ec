package dev.tinyrig.codegen.network;

/** An int8 activation: {@code id} is its index in {@link Network#tensors()}. */
public record Tensor(int id, Shape shape, Quantization quantization) {}
