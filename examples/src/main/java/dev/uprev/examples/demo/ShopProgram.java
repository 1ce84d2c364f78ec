package dev.uprev.examples.demo;

import dev.uprev.model.ServiceRef;

/**
 * A service of the shop.
 *
 * @param name also what it writes, as in {@link Ledger.Entry#kind()}
 * @param program has a {@code main}
 * @param copies how many of it run
 */
record ShopProgram(String name, Class<? extends ShopService<?>> program, int copies) {
    ServiceRef service() {
        return new ServiceRef(name);
    }

    @Override
    public String toString() {
        return name + " (" + copies + (copies == 1 ? " copy)" : " copies)");
    }
}
