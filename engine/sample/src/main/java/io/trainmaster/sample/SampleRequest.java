package io.trainmaster.sample;

import java.nio.file.Path;

/**
 * What is to be made.
 *
 * @param rows how many rows or images
 * @param seed decides the content; a sample with more rows begins with the rows of a shorter one
 * @param directory where the files go; created where it does not exist
 * @param replace whether files that are there may be replaced
 */
public record SampleRequest(long rows, long seed, Path directory, boolean replace) {}
