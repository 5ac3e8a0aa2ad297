-- SPDX-License-Identifier: GPL-3.0-or-later
-- For wrk: subscribers who ask for their own feeds, one after the other.
-- After "--": a file with the paths, one a line; "known" if they have what there is; "anew" if each connects anew.
local paths, headers, at = {}, {}, 0

function init(arguments)
  for path in io.lines(arguments[1]) do
    paths[#paths + 1] = path
  end
  for i = 2, #arguments do
    if arguments[i] == "known" then
      headers["If-Modified-Since"] = "Fri, 01 Jan 2038 00:00:00 GMT"
    elseif arguments[i] == "anew" then
      headers["Connection"] = "close"
    end
  end
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], headers)
end
