package io.trainmaster.cli.config;

/**
 * A value that a layer gives to a key.
 *
 * @param origin where it stands: {@code conf/dev.properties:3}, {@code --set}, a variable's name
 */
public record Assigned(Layer layer, String origin, String value) {}
