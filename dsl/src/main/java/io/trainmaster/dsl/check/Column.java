package io.trainmaster.dsl.check;

/**
 * A column of a dataset.
 *
 * @param type its type as the language writes it, such as {@code Int}
 * @param nullable whether it may hold nothing
 */
public record Column(String name, String type, boolean nullable) {}
