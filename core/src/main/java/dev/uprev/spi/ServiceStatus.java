package dev.uprev.spi;

/**
 * How many copies of a service there are.
 *
 * @param wanted how many were asked for
 * @param running how many there are, ones that are stopping included
 */
public record ServiceStatus(int wanted, int running) {
    public boolean isSettledAt(int copies) {
        return wanted == copies && running == copies;
    }
}
