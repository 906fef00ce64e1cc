// DuckDB's C library, found when it is asked for and never needed to build: it writes Parquet.
//
// Only what is called is declared here, as duckdb.h has it (MIT licence; the part that its authors
// keep stable since 1.2). https://duckdb.org/docs/stable/clients/c/api

#ifndef WARRAQ_PLUGIN_BATCH_DUCKDB_H_
#define WARRAQ_PLUGIN_BATCH_DUCKDB_H_

#include <cstdint>
#include <string>

#include "warraq/result.h"

namespace warraq::duckdb {

// Handles; what they point to is DuckDB's.
using Database = struct DatabaseTag*;
using Connection = struct ConnectionTag*;
using LogicalType = struct LogicalTypeTag*;
using TableFunction = struct TableFunctionTag*;
using BindInfo = struct BindInfoTag*;
using InitInfo = struct InitInfoTag*;
using FunctionInfo = struct FunctionInfoTag*;
using DataChunk = struct DataChunkTag*;
using Vector = struct VectorTag*;

using State = int;  // 0: well
inline constexpr int kVarchar = 17;

struct QueryResult {
  std::uint64_t columns = 0, rows = 0, changed = 0;
  void* data = nullptr;
  char* error = nullptr;
  void* internal = nullptr;
};

// The functions, without "duckdb_" before their names.
#define WARRAQ_DUCKDB_FUNCTIONS(F)                                                         \
  F(library_version, const char*, ())                                                      \
  F(open, State, (const char* path, Database* out))                                        \
  F(close, void, (Database*))                                                              \
  F(connect, State, (Database, Connection * out))                                          \
  F(disconnect, void, (Connection*))                                                       \
  F(query, State, (Connection, const char* sql, QueryResult* out))                         \
  F(result_error, const char*, (QueryResult*))                                             \
  F(destroy_result, void, (QueryResult*))                                                  \
  F(create_logical_type, LogicalType, (int type))                                          \
  F(destroy_logical_type, void, (LogicalType*))                                            \
  F(create_table_function, TableFunction, ())                                              \
  F(destroy_table_function, void, (TableFunction*))                                        \
  F(table_function_set_name, void, (TableFunction, const char*))                           \
  F(table_function_set_extra_info, void, (TableFunction, void*, void (*free)(void*)))      \
  F(table_function_set_bind, void, (TableFunction, void (*)(BindInfo)))                    \
  F(table_function_set_init, void, (TableFunction, void (*)(InitInfo)))                    \
  F(table_function_set_function, void, (TableFunction, void (*)(FunctionInfo, DataChunk))) \
  F(register_table_function, State, (Connection, TableFunction))                           \
  F(bind_add_result_column, void, (BindInfo, const char* name, LogicalType))               \
  F(function_get_extra_info, void*, (FunctionInfo))                                        \
  F(function_set_error, void, (FunctionInfo, const char*))                                 \
  F(data_chunk_get_vector, Vector, (DataChunk, std::uint64_t column))                      \
  F(data_chunk_set_size, void, (DataChunk, std::uint64_t rows))                            \
  F(vector_size, std::uint64_t, ())                                                        \
  F(vector_assign_string_element_len, void,                                                \
    (Vector, std::uint64_t row, const char* bytes, std::uint64_t length))

struct Library {
#define WARRAQ_DUCKDB_POINTER(name, returns, arguments) returns(*name) arguments = nullptr;
  WARRAQ_DUCKDB_FUNCTIONS(WARRAQ_DUCKDB_POINTER)
#undef WARRAQ_DUCKDB_POINTER
};

// The library in the file `path`; empty: libduckdb.so of the places where the system looks for
// libraries, never the working folder. The first call decides, since a process has it once, and it
// stays. kMissingProgram where it is not found, no DuckDB, or older than 1.2.
const Result<Library>& Load(const std::string& path);

}  // namespace warraq::duckdb

#endif  // WARRAQ_PLUGIN_BATCH_DUCKDB_H_
