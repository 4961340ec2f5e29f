package io.trainmaster.worker.remote;

/**
 * The body of an answer that gives a worker nothing.
 *
 * @param message why, in a sentence, and what mends it
 */
public record Refusal(String message) {}
