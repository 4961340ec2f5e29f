package io.trainmaster.time;

/**
 * What is wrong with a cron expression, and with which part of it.
 *
 * @param sentence a sentence for the person who wrote it
 * @param start the offset of the part's first character
 * @param end the offset after its last
 */
public record CronFault(String sentence, int start, int end) {}
