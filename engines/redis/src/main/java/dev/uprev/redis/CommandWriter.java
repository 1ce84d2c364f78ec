package dev.uprev.redis;

import dev.uprev.archive.ItemWriter;
import java.util.List;

/** Writes the commands that build a large value into its item of the archive: of each, how many words, and these. */
final class CommandWriter implements CommandSink {
    private final FieldWriter fields;

    CommandWriter(ItemWriter item) {
        this.fields = new FieldWriter(item);
    }

    @Override
    public void accept(List<byte[]> words) {
        fields.number(words.size());
        words.forEach(fields::string);
    }
}
