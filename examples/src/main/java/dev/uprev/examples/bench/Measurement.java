package dev.uprev.examples.bench;

import java.time.Duration;

/**
 * What a contender took in one round.
 *
 * @param elapsed from the start of its first process to the end of its last
 * @param peakMemory bytes in memory of all its processes together, those of the servers not among them
 * @param processorTime of its processes and of both servers
 * @param ownProcessorTime of its processes alone
 * @param dump bytes on disk; 0 where it keeps no dump
 */
record Measurement(Duration elapsed, Duration processorTime, Duration ownProcessorTime, long peakMemory, long dump) {
    double seconds() {
        return elapsed.toNanos() / 1e9;
    }

    double processorSeconds() {
        return processorTime.toMillis() / 1e3;
    }

    double ownProcessorSeconds() {
        return ownProcessorTime.toMillis() / 1e3;
    }
}
