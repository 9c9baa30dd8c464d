package org.lectern.bench.scaling;

/**
 * What one thing takes, in microseconds of a core, as measured on the machine of {@code performance.md} in November 2026; where each is
 * from stands in {@code scaling.md}. Whoever has another machine measures them anew.
 *
 * @param write one write to one person, however much is in it
 * @param presence one person who is there and says so each second, each second
 * @param append one entry, at the node that appends it
 * @param appendInDatabase the same in PostgreSQL
 * @param readInDatabase that another node reads one entry
 * @param tell one NOTIFY, for who says it
 * @param tellEach and once more for each node that listens
 * @param told one NOTIFY, for each that listens
 * @param someoneElsewhere one person of whom another node reads that they are here, each time it reads
 * @param busOut one message put on the bus, at the node that publishes
 * @param busIn the same at a node that takes it off
 * @param busTake the same in the bus
 * @param busPass and once more there for each node that takes it
 * @param piece one piece of a journal put into the store and noted, at the node
 * @param pieceInDatabase that it is noted
 */
record Costs(
    double write,
    double presence,
    double append,
    double appendInDatabase,
    double readInDatabase,
    double tell,
    double tellEach,
    double told,
    double someoneElsewhere,
    double busOut,
    double busIn,
    double busTake,
    double busPass,
    double piece,
    double pieceInDatabase) {}
