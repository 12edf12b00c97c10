"""The cited instruments, paragraph by paragraph, and where the course teaches and practises each."""
