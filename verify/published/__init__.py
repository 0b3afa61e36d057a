"""The numbers papers print, where they print them, and what the code behind them computes."""
