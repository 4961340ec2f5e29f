package io.trainmaster.track;

/**
 * Data from outside that an attempt read.
 *
 * @param uri where it is, such as {@code file:data/churn.csv}
 * @param digest the SHA-256 of its bytes in hexadecimal, or another name of its version
 */
public record Source(String uri, String digest, long bytes) {}
