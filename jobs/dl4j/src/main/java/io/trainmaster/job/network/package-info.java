/**
 * What a neural network is: its layers, their shapes, how it is trained. Knows no framework that
 * could run it and no data; a backend translates {@link
 * io.trainmaster.job.network.NetworkDescription}, which is the class to read first.
 */
@NullMarked
package io.trainmaster.job.network;

import org.jspecify.annotations.NullMarked;
