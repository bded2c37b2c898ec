package dev.tinyrig.nas.report;

/** A row of where numbers come from. */
public record Fact(String name, String value) {}
