package io.trainmaster.schedule;

import java.time.Instant;

/**
 * That a call doesn't run now.
 *
 * @param reason why, for people
 * @param until when it may run again, if nothing else happens
 */
public record Hold(String reason, Instant until) {}
