// hyparquet with hyparquet-compressors, which Zstandard needs.
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { tell } from "./answers.mjs";

tell({
  parquet: async (release, table) =>
    parquetReadObjects({ file: await asyncBufferFromFile(`${release}/parquet/${table}.parquet`), compressors }),
});
